"""HTML becomes the lines that a person sees."""

import pytest

from form4kit.transmission.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("A&nbsp;B &lt;b&gt;", "A\xa0B <b>"),
        ("A\nB<br>C", "A B\nC"),
        ("<pre>A\nB</pre>C\nD", "\nA\nB\nC D"),
        ("<style>A</style>B<script>C</script><title>D</title>E", "BE"),
        ("<!-- A <b> -->B<!-- C", "B"),
        ("A < B <b>C</b>", "A < B C"),
        ("A <", "A <"),
        ("A <b", "A <b"),
        ("<style>A", ""),
        ("<ol><li>A<li>B</ol><ul><li>C</ul>", "\n\n1. A\n2. B\n\n\nC\n"),
        ("<tr><td>A<td>B<th>C</tr>", "\n  A  B  C\n"),
        ("<BR/>A<P CLASS='x'>B", "\nA\nB"),
        ("<>A", "<>A"),
    ],
)
def test_text_of(html: str, text: str) -> None:
    assert text_of(html) == text
