"""The settings of docs/editors.md in a real Emacs with Eglot and yaml-mode, where these are installed."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from edited_drafts import FROM_NOWHERE as DRAFT
from edited_drafts import TOML

pytest.importorskip("pygls", reason="needs the extra form4kit[lsp]")

EMACS = shutil.which("emacs")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "editors.md"
PACKAGES = "(progn (package-initialize) (require 'yaml-mode) (require 'eglot))"
DRIVER = """\
(package-initialize)
(require 'json)
(require 'yaml-mode)
(load (expand-file-name "settings.el" (getenv "SETTINGS")))
(require 'eglot)
(setq eglot-sync-connect 30)
(defun wait (what ready)
  (let ((left 600))
    (while (and (not (funcall ready)) (> left 0))
      (accept-process-output nil 0.05)
      (setq left (1- left))))
  (unless (funcall ready) (error "Waited in vain for %s" what)))
(defun found ()
  (flymake-start)
  (wait "findings" #'flymake-diagnostics)
  (mapcar (lambda (each) (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg each))
                                 (flymake-diagnostic-text each)))
          (flymake-diagnostics)))
(defvar told nil)
(find-file "draft.yaml")
(call-interactively 'eglot)
(wait "the server" #'eglot-current-server)
(push (cons 'findings (vconcat (found))) told)
(search-forward "from: ")
(push (cons 'completion (vconcat (mapcar #'substring-no-properties
                                         (all-completions "" (nth 2 (eglot-completion-at-point))))))
      told)
(goto-char (point-min))
(search-forward "held: \\"9")
(let ((mend (seq-find (lambda (each) (equal (plist-get each :title) "Write 9000"))
                      (eglot-code-actions (point) (point)))))
  (if (fboundp 'eglot-execute)
      (eglot-execute (eglot-current-server) mend)
    (eglot--apply-workspace-edit (plist-get mend :edit))))
(goto-char (point-min))
(forward-line 4)
(push (cons 'line (buffer-substring-no-properties (point) (line-end-position))) told)
(set-buffer-modified-p nil)
(find-file "form4kit.toml")
(push (cons 'registry (vconcat (found))) told)
(write-region (json-encode told) nil "told.json")
(kill-emacs)
"""


def settings() -> str:
    """Return the settings that the page says to write."""
    found = re.search(r"^## Emacs$.*?^```lisp\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def has_packages() -> bool:
    """Tell whether there is an Emacs with what the settings need."""
    return (
        EMACS is not None
        and subprocess.run([EMACS, "--batch", "--eval", PACKAGES], check=False).returncode == 0
    )


def test_the_settings_name_the_command_and_the_modes() -> None:
    lisp = settings()
    assert '("form4kit" "lsp")' in lisp and lisp.count("(") == lisp.count(")")
    assert {"yaml-mode", "yaml-ts-mode", "conf-toml-mode", "csv-mode"} <= set(
        re.findall(r"[\w-]+-mode", lisp)
    )


def test_findings_completion_and_a_mend_in_emacs(tmp_path: Path) -> None:
    if not has_packages():
        pytest.skip("needs Emacs with Eglot and yaml-mode")
    folder, home, bin = tmp_path / "repository", tmp_path / "home", tmp_path / "bin"
    for each in (folder, home, bin):
        each.mkdir()
    (folder / "form4kit.toml").write_text(TOML + "\n[colour]\nx = 1\n")
    (folder / "draft.yaml").write_text(DRAFT)
    (home / "settings.el").write_text(settings())
    (home / "drive.el").write_text(DRIVER)
    (bin / "form4kit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m form4kit.cli.main "$@"\n')
    (bin / "form4kit").chmod(0o755)
    told = driven(folder, home, f"{bin}{os.pathsep}{os.environ['PATH']}")
    assert any(each.startswith("5 ") and "[EVT05]" in each for each in told["findings"])
    assert told["completion"] == ["common"]
    assert told["line"] == DRAFT.split("\n")[4].replace('"9,000"', "9000")
    assert any(
        each.startswith(f"{TOML.count(chr(10)) + 2} ") and "[REG05]" in each for each in told["registry"]
    )


def driven(folder: Path, home: Path, path: str) -> dict[str, Any]:
    """Run Emacs without its user's own settings, and return what the script wrote down."""
    assert EMACS is not None
    done = subprocess.run(
        [EMACS, "--batch", "-l", str(home / "drive.el")],
        cwd=folder,
        env=os.environ | {"PATH": path, "HOME": str(home), "SETTINGS": str(home), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return told
