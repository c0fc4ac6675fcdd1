"""A Word file is read with its computed numbers, and what is left out is told or stops it."""

import time

import pytest
from word_files import PICTURE, W, archive, paragraph, part, run, table, word_file

from form4kit.exhibits.convert import Converted, Wanted, convert
from form4kit.exhibits.paper import CannotConvert


def text_of(*blocks: str, parts: dict[str, str] | None = None, wanted: Wanted | None = None) -> str:
    return made(*blocks, parts=parts, wanted=wanted).content.decode("ascii")


def made(*blocks: str, parts: dict[str, str] | None = None, wanted: Wanted | None = None) -> Converted:
    return convert(word_file(*blocks, parts=parts), "a.docx", wanted or Wanted())


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def in_list(text: str, depth: int = 0, number: int = 1) -> str:
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def numbering(*levels: str) -> dict[str, str]:
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2))
    again = '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    again += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    return {
        "numbering": part(
            "numbering", f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}{again}'
        )
    }


def test_lists_have_their_computed_numbers() -> None:
    parts = numbering(
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "%1.%3"),
        level(3, "bullet", "\uf0b7"),
    )
    text = text_of(
        in_list("one"), in_list("a", 1), in_list("b", 1), in_list("i", 2), in_list("dot", 3), in_list("two"),
        in_list("a", 1), in_list("goes on", number=2), in_list("anew", number=3), parts=parts,
    )  # fmt: skip
    assert text.split("\n\n") == [
        "1.  one", "    (a) a", "    (b) b", "        1.i i", "            *   dot", "2.  two",
        "    (a) a", "3.  goes on", "1.  anew\n",
    ]  # fmt: skip


def test_styles_say_what_is_a_heading_and_what_is_bold() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr>'
        '<w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="G"><w:basedOn w:val="H"/><w:rPr><w:b/></w:rPr></w:style>',
    )
    block = paragraph("Power", run(" plain", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="G"/>')
    page = text_of(block, parts={"styles": styles}, wanted=Wanted("html"))
    assert '<h2 align="center"><b>Power</b> plain</h2>' in page
    assert text_of(block, parts={"styles": styles}).startswith(" " * 20)


def test_tables_stand_in_columns_within_the_width() -> None:
    assert text_of(table(("Name", "Shares"), ("Jane Doe", "1,000"))) == "Name      Shares\nJane Doe  1,000\n"
    wide = text_of(table(("a" * 50, "b" * 60), ("c", "d"))).split("\n")
    assert wide[0] == "<TABLE>"
    assert max(map(len, wide)) <= 132
    stacked = text_of(table(("label " * 20, "value " * 20), ("c", "d")))
    assert max(map(len, stacked.split("\n"))) <= 80
    assert stacked.split()[-2:] == ["c", "d"]


TOLD = {
    "comments": ('<w:r><w:commentReference w:id="0"/></w:r>', "comments left out"),
    "fields": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "",
    ),
    "hidden": (run("not this", "<w:vanish/>"), "hidden text left out"),
    "links": (f"<w:hyperlink>{run('site')}</w:hyperlink>", "links left out, their text kept"),
    "page break": ('<w:r><w:br w:type="page"/></w:r>', "page breaks left out"),
    "picture": (PICTURE, "pictures left out"),
    "text box": (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{paragraph('in the box')}"
        f"</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{paragraph('in the box')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "text boxes written",
    ),
}
READ = {"fields": "before7after\n", "links": "beforesiteafter\n", "page break": "before\n\nafter\n",
        "text box": "beforeafter\n\nin the box\n"}  # fmt: skip


@pytest.mark.parametrize("what", sorted(TOLD))
def test_what_is_left_out_is_told(what: str) -> None:
    inner, told = TOLD[what]
    found = made(paragraph("before", inner, "after"))
    assert found.content.decode() == READ.get(what, "beforeafter\n")
    assert any(line.startswith(told) for line in found.told) or not told


def test_headers_and_footers_are_told_and_footnotes_stand_at_the_end() -> None:
    notes = f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote>'
    parts = {"header": part("hdr", paragraph("Confidential")), "footnotes": part("footnotes", notes)}
    found = made(paragraph("word", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."), parts=parts)
    assert found.content == b"word[1].\n\n[1] The note.\n"
    assert any("Confidential" in line for line in found.told)


@pytest.mark.parametrize("change", ["del", "ins", "moveFrom", "moveTo"])
def test_tracked_changes_wait_for_a_person(change: str) -> None:
    words = (
        run(" new").replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
        if change == "del"
        else run(" new")
    )
    block = paragraph("old", f"<w:{change}>{words}</w:{change}>")
    stopped = made(block)
    assert stopped.content == b""
    assert stopped.stops[0][0] == "paragraph 1"
    assert "--accept-changes" in stopped.stops[0][2]
    expected = b"old new\n" if change in ("ins", "moveTo") else b"old\n"
    assert made(block, wanted=Wanted(accept=True)).content == expected


def test_a_picture_of_a_signature_waits_for_a_name() -> None:
    blocks = (paragraph("IN WITNESS WHEREOF, I sign."), paragraph(PICTURE), paragraph("Jane Doe"))
    assert "signature" in made(*blocks).stops[0][1]
    found = made(*blocks, wanted=Wanted(signed=("Jane Doe",)))
    assert found.content.endswith(b"\n\n/s/ Jane Doe\n\nJane Doe\n")
    typed = made(*blocks[:2], paragraph("/s/ Jane Doe"))
    assert typed.content.endswith(b"\n\n/s/ Jane Doe\n")


def test_symbols_of_fonts_are_read_and_unknown_ones_stop_it() -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    wing = run("\u00fe", '<w:rFonts w:ascii="Wingdings"/>')
    assert text_of(paragraph(box, " yes ", wing)) == "[X] yes [X]\n"
    assert made(paragraph("a", run("Z", '<w:rFonts w:ascii="Wingdings"/>'))).stops
    assert made(paragraph("a", '<w:r><w:sym w:font="Wingdings" w:char="F041"/></w:r>')).stops


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return word_file(
        document=f'<!DOCTYPE a [<!ENTITY e0 "xxxxx">{entities}]>'
        f'<w:document xmlns:w="{W}"><w:body/></w:document>'
    )


HOSTILE = {
    "XML bomb": (_bomb, "document type"),
    "ZIP bomb": (lambda: word_file(document=part("document", " " * 300_000_000)), "over 8 MB"),
    "cut off": (lambda: word_file(paragraph("a"))[:-40], "cut off"),
    "damaged": (
        lambda: word_file(paragraph("a" * 99)).replace(b"document.xml", b"documXnt.xml", 1),
        "damaged|no Word",
    ),
    "deep": (lambda: word_file("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "too deep"),
    "many elements": (lambda: word_file("<w:p/>" * 250_000), "elements"),
    "many parts": (lambda: archive({f"a{n}": b"" for n in range(30_000)}), "more parts"),
    "no XML": (lambda: word_file(document="<w:document"), "no XML"),
    "tables": (
        lambda: word_file("<w:tbl><w:tr><w:tc>" * 20 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20),
        "too deep",
    ),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_file_is_refused_at_once(what: str) -> None:
    make, says = HOSTILE[what]
    content = make()
    begun = time.process_time()
    with pytest.raises(CannotConvert, match=says):
        convert(content, "a.docx", Wanted())
    assert time.process_time() - begun < 5


def begun(kind: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText>XE</w:instrText></w:r>"
CHOICES = '<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>Chosen</w:t></mc:Choice>'
BOXED = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
UNREAD = {
    "a field that does not end": (
        paragraph(begun("begin"), CODE) + paragraph("Lost"),
        "a field that does not",
    ),
    "a footnote that is not there": (
        '<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>',
        "is not in the",
    ),
    "one of several ways to say it": (
        paragraph(CHOICES + "<mc:Fallback><w:t>Else</w:t></mc:Fallback></mc:AlternateContent></w:r>"),
        "none are looked for: Chosen",
    ),
    "words in an unknown element": ("<w:p><w:other><w:r><w:t>Lost</w:t></w:r></w:other></w:p>", "for: Lost"),
    "a paragraph in an unknown element": (f"<w:other>{paragraph('Lost')}</w:other>", "looked for: Lost"),
    "a signature beside a text box": (
        paragraph("By: ", f"<w:r><w:drawing>{BOXED}<a:blip/></w:drawing></w:r>"),
        "a signature that is a picture",
    ),
    "a signature in ink": (
        paragraph(
            "By: ", "<w:r><w:drawing><a:graphicData><w:contentPart/></a:graphicData></w:drawing></w:r>"
        ),
        "a signature that is a picture",
    ),
    "a cell that is deleted": (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('Gone')}</w:tc></w:tr></w:tbl>",
        "a tracked change",
    ),
}


@pytest.mark.parametrize("what", sorted(UNREAD))
def test_no_words_are_lost_in_silence(what: str) -> None:
    xml, told = UNREAD[what]
    paper = made(paragraph("Before"), xml)
    assert paper.content == b""
    assert any(told in stop for _, stop, _ in paper.stops), paper.stops


def test_a_hidden_end_ends_a_field() -> None:
    field = paragraph(begun("begin"), CODE, begun("end", "<w:vanish/>"))
    assert "After" in text_of(field, paragraph("After"))


def test_a_style_may_hide_words_or_show_symbols() -> None:
    styles = {
        "styles": part(
            "styles",
            '<w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="W"><w:rPr><w:rFonts w:hAnsi="Wingdings"/></w:rPr></w:style>',
        )
    }
    words = (run("hidden", '<w:rStyle w:val="H"/>'), run("\u00fc", '<w:rStyle w:val="W"/>'), "Yes")
    paper = made(paragraph(*words), parts=styles)
    assert paper.content == b"[X]Yes\n"
    assert any(line.startswith("hidden text left out") for line in paper.told)


SHOWN = {
    ("Symbol", "\uf0a3"): "<=",
    ("Symbol", "\uf06c"): "",
    ("Wingdings", "\uf06c"): "*",
    ("Wingdings 2", "R"): "[X]",
    ("Wingdings", "R"): "",
    ("Webdings", "a"): "",
    ("Wingdings 3", "q"): "",
    ("ZapfDingbats", "4"): "",
}


@pytest.mark.parametrize("font, letter", sorted(SHOWN))
def test_a_symbol_is_that_of_its_font_or_stops_it(font: str, letter: str) -> None:
    plain = SHOWN[font, letter]
    paper = made(paragraph("a ", run(letter, f'<w:rFonts w:ascii="{font}"/>')))
    assert (paper.content.decode(), bool(paper.stops)) == ((f"a {plain}\n", False) if plain else ("", True))


def test_an_empty_item_counts() -> None:
    parts = numbering(level(0, "lowerLetter", "(%1)"))
    text = text_of(in_list("first"), in_list(""), in_list("third"), parts=parts)
    assert text == "(a) first\n\n(c) third\n"


def test_what_marks_say_is_told() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    words = ("10", run("2", raised), " on the 1", run("st", raised), ", ", run("not ", "<w:strike/>"), "more")
    paper = made(paragraph(*words), paragraph("w" * 90), paragraph("_" * 90))
    assert b"10(2) on the 1st, not more" in paper.content
    assert paper.content.endswith(b"\n\n" + b"_" * 40 + b"\n")
    told = " ".join(paper.told)
    assert "raised numbers" in told
    assert "struck out written like the others (1 time, paragraph 1): not" in told
    assert "words longer than a line broken (1 time, paragraph 2)" in told


def test_readings_above_characters_are_kept() -> None:
    ruby = "<w:rt><w:r><w:t>Yamada</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Y.</w:t></w:r></w:rubyBase>"
    assert text_of(f"<w:p><w:r><w:ruby>{ruby}</w:ruby></w:r></w:p>") == "Y.(Yamada)\n"
