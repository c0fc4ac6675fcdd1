"""The settings of docs/editors.md in a real Neovim, from 0.11, where one is on the PATH."""

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

NEOVIM = shutil.which("nvim")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "editors.md"
DRIVER = """\
local told = {}
local function wait(what, ready)
  if not vim.wait(30000, ready, 20) then error("waited in vain for " .. what) end
end
local function found(buffer)
  local rules = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do rules[each.code] = each.lnum + 1 end
  return rules
end
local function main()
  local draft = vim.api.nvim_get_current_buf()
  wait("the server", function() return #vim.lsp.get_clients({ bufnr = draft, name = "form4kit" }) == 1 end)
  wait("findings", function() return #vim.diagnostic.get(draft) > 0 end)
  told.findings = found(draft)
  local client = vim.lsp.get_clients({ bufnr = draft })[1]
  told.root = client.root_dir
  vim.api.nvim_win_set_cursor(0, { 7, 17 })
  local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
  here.position.character = 17
  local answer = client:request_sync("textDocument/completion", here, 30000, draft)
  told.completion = vim.tbl_map(function(each) return each.label end, answer.result.items)
  vim.api.nvim_buf_set_text(draft, 6, 17, 6, 17, { "common" })
  vim.api.nvim_win_set_cursor(0, { 5, 53 })
  wait("the finding to be mended", function() return found(draft).EVT05 == 5 end)
  vim.lsp.buf.code_action({ apply = true, filter = function(each) return each.title == "Write 9000" end })
  wait("the mend", function() return vim.api.nvim_buf_get_lines(draft, 4, 5, true)[1]:find("held: 9000}") end)
  wait("findings to go", function() return found(draft).EVT05 == nil end)
  told.line = vim.api.nvim_buf_get_lines(draft, 4, 5, true)[1]
  wait("inlay hints", function() return #vim.lsp.inlay_hint.get({ bufnr = draft }) > 1 end)
  local hints = vim.lsp.inlay_hint.get({ bufnr = draft })
  told.hints = vim.tbl_map(function(each) return each.inlay_hint.label end, hints)
  vim.lsp.codelens.refresh({ bufnr = draft })
  wait("code lens", function() return #vim.lsp.codelens.get(draft) > 2 end)
  told.lenses = vim.tbl_map(function(each) return each.command.command end, vim.lsp.codelens.get(draft))
  vim.o.hidden = true
  vim.cmd("edit lots.tsv")
  local table = vim.api.nvim_get_current_buf()
  wait("findings of fills", function() return #vim.diagnostic.get(table) > 0 end)
  told.fills = found(table)
  vim.cmd("edit form4kit.toml")
  local toml = vim.api.nvim_get_current_buf()
  wait("findings of the registry", function() return #vim.diagnostic.get(toml) > 0 end)
  told.registry = found(toml)
end
local fine, why = pcall(main)
told.failed = not fine and why or nil
vim.fn.writefile({ vim.json.encode(told) }, "told.json")
vim.cmd("qall!")
"""


def version() -> tuple[int, ...]:
    """Return the version of the Neovim that is there; nothing where there is none."""
    if NEOVIM is None:
        return ()
    told = subprocess.run([NEOVIM, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"NVIM v(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else ()


def settings() -> str:
    """Return the settings that the page says to write."""
    found = re.search(r"^## Neovim$.*?^```lua\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_the_settings_name_the_command_and_the_files() -> None:
    lua = settings()
    assert 'cmd = { "form4kit", "lsp" }' in lua and 'vim.lsp.enable("form4kit")' in lua
    assert {"yaml", "toml", "csv"} <= set(re.findall(r'"(\w+)"', lua))


@pytest.mark.skipif(version() < (0, 11), reason="needs Neovim 0.11")
def test_findings_completion_and_a_mend_in_neovim(tmp_path: Path) -> None:
    folder, home = tmp_path / "repository", tmp_path / "home"
    for each in (folder, home, tmp_path / "bin"):
        each.mkdir()
    (folder / "form4kit.toml").write_text(TOML + "\n[colour]\nx = 1\n")
    (folder / "draft.yaml").write_text(DRAFT)
    (folder / "fills.yaml").write_text(DRAFT.replace("shares: 300, price: 31.07", "fills: lots.tsv"))
    (folder / "lots.tsv").write_text("shares\tprice\n300\t31\nx\t31\n")
    (home / "init.lua").write_text(settings())
    (home / "drive.lua").write_text(DRIVER)
    command = tmp_path / "bin" / "form4kit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m form4kit.cli.main "$@"\n')
    command.chmod(0o755)
    told = driven(folder, home, f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert "failed" not in told, told["failed"]
    assert Path(told["root"]) == folder
    assert "EVT05" in told["findings"] and told["findings"]["EVT05"] == 5
    assert "common" in told["completion"]
    assert told["line"] == DRAFT.split("\n")[4].replace('"9,000"', "9000")
    assert {"due Wed 2024-11-20 at 22:00 New York time", "then common 8700"} == set(told["hints"])
    assert {"form4kit.build", "form4kit.preview", "form4kit.due"} == set(told["lenses"])
    assert told["fills"] == {"EVT13": 3}
    assert told["registry"]["REG05"] == TOML.count("\n") + 2


def driven(folder: Path, home: Path, path: str) -> dict[str, Any]:
    """Run Neovim without its user's own settings, and return what the script wrote down."""
    assert NEOVIM is not None
    subprocess.run(
        [
            NEOVIM,
            "--headless",
            "-n",
            "-i",
            "NONE",
            "-u",
            home / "init.lua",
            "draft.yaml",
            "-S",
            home / "drive.lua",
        ],
        cwd=folder,
        env=os.environ | {"PATH": path, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "NO_COLOR": "1"},
        capture_output=True,
        timeout=150,
        check=True,
    )
    told: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return told
