"""`form4kit completion`: the script that makes a shell's Tab key complete, and what it offers."""

from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_SCRIPTS = {
    Shell.BASH: r"""_form4kit() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(form4kit completion bash --words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _form4kit form4kit
""",
    Shell.ZSH: r"""#compdef form4kit
_form4kit() {
    local -a found
    local line
    for line in "${(@f)$(form4kit completion zsh --words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( ${#found} )); then
        _describe form4kit found
    else
        _files
    fi
}
if [ "$funcstack[1]" = _form4kit ]; then
    _form4kit "$@"
else
    compdef _form4kit form4kit
fi
""",
    Shell.FISH: r"""function __form4kit_words
    set -l words (commandline -opc) (commandline -ct)
    form4kit completion fish --words -- $words[2..-1] 2>/dev/null
end
complete -c form4kit -a '(__form4kit_words)'
""",
    Shell.POWERSHELL: r"""Register-ArgumentCompleter -Native -CommandName form4kit -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if ($wordToComplete -eq '') { $words += '""' }
    form4kit completion powershell --words -- @words 2>$null | ForEach-Object {
        $value, $told = $_ -split "`t", 2
        if (-not $told) { $told = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
    }
}
""",
}


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="With --words: what is typed so far.")
    ] = None,
    candidates: Annotated[
        bool,
        typer.Option("--words", help="Print what the last word may become, for the script.", hidden=True),
    ] = False,
) -> None:
    """Print the script that completes commands, options, people, positions, rules and files.

    bash: add `eval "$(form4kit completion bash)"` to ~/.bashrc; zsh: the same to ~/.zshrc, after compinit;
    fish: `form4kit completion fish > ~/.config/fish/completions/form4kit.fish`; PowerShell: add
    `form4kit completion powershell | Out-String | Invoke-Expression` to $PROFILE, written after
    PowerShell's documentation and not tried.
    """
    if not candidates:
        print(_SCRIPTS[shell], end="")
        return
    from form4kit.cli.complete_words import completions

    typed = [*(words or [])] or [""]
    last = "" if shell is Shell.POWERSHELL and typed[-1] == '""' else typed[-1]
    for value, told in completions(typed[:-1], last):
        print(f"{value}\t{told}" if told else value)
