"""What the action asks of GitHub itself, with the standard library alone: `upload-sarif`, `comment`.

The token is read from GITHUB_TOKEN and goes to GITHUB_API_URL and nowhere else.
"""

import base64
import gzip
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

MARK = "<!-- form4kit diff -->"
"""The first line of the comment, by which it is found again."""
LONGEST = 65_000
"""The characters of a comment: 65,536 at most."""


def main(command: str, file: str) -> int:
    """Do what was asked; say why where GitHub refuses."""
    try:
        return {"upload-sarif": upload_sarif, "comment": comment}[command](Path(file))
    except urllib.error.HTTPError as error:
        print(f"form4kit: GitHub refused ({error.code} {error.reason}): {WANTED[command]}", file=sys.stderr)
    except urllib.error.URLError as error:
        print(f"form4kit: GitHub does not answer: {error.reason}", file=sys.stderr)
    return 1


WANTED = {
    "upload-sarif": "the job needs `permissions: {security-events: write}`, and the repository code scanning",
    "comment": "the job needs `permissions: {pull-requests: write}`",
}


def upload_sarif(file: Path) -> int:
    """Hand a SARIF report to code scanning, for the commit that was checked."""
    body = {
        "commit_sha": os.environ["GITHUB_SHA"],
        "ref": os.environ["GITHUB_REF"],
        "sarif": base64.b64encode(gzip.compress(file.read_bytes(), mtime=0)).decode("ascii"),
        "tool_name": "form4kit",
    }
    ask("POST", f"/repos/{os.environ['GITHUB_REPOSITORY']}/code-scanning/sarifs", body)
    return 0


def comment(file: Path) -> int:
    """Comment a text on the pull request, in place of the comment of the run before."""
    text = file.read_text(encoding="utf-8").strip()
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = event["pull_request"]["number"]
    comments = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/{number}/comments"
    known = own_comment(comments)
    if not text and known is None:
        return 0
    body = {"body": f"{MARK}\n{cut(text) or 'No draft says anything else than before.'}\n"}
    if known is None:
        ask("POST", comments, body)
    else:
        ask("PATCH", f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/comments/{known}", body)
    return 0


def own_comment(comments: str) -> int | None:
    """Return the number of the comment that is there already."""
    for page in range(1, 31):
        found = ask("GET", f"{comments}?per_page=100&page={page}")
        for each in found:
            if str(each.get("body", "")).startswith(MARK):
                return int(each["id"])
        if len(found) < 100:
            break
    return None


def cut(text: str) -> str:
    """Cut a text at the end of a line, so that a comment holds it."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n\n… and more: see the summary of the job."


def ask(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    """Ask GitHub, and return its answer."""
    address = os.environ.get("GITHUB_API_URL", "https://api.github.com") + path
    data = None if body is None else json.dumps(body).encode("utf-8")
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        "Content-Type": "application/json",
        "User-Agent": "form4kit",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    request = urllib.request.Request(address, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
