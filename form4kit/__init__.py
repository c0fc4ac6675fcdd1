"""Compiler, linter and proof press for SEC Forms 3, 4 and 5.

Three functions are for programs: `check` judges a draft or a filed document, `read` returns it as a
`Filing`, and `build` writes its folder. docs/python.md shows them. Their parameters stay what they are
within a major version, and so do the fields and properties of what they return, as far as that page names
them. Every other module is private, whatever its name: it may change in any release. The command line and
its JSON are the other contract.
"""

__version__ = "0.2.0"
__all__ = ["__version__", "build", "check", "read"]

TYPE_CHECKING = False  # what type checkers take for true; `typing` itself is left to those who need it
if TYPE_CHECKING:
    from form4kit.folder.build import build as build
    from form4kit.pipeline import check as check
    from form4kit.pipeline import read as read
else:
    _HOMES = {"build": "form4kit.folder.build", "check": "form4kit.pipeline", "read": "form4kit.pipeline"}

    def __getattr__(name):
        """Import a public function when it is first asked for: `import form4kit` itself imports nothing."""
        if name not in _HOMES:
            raise AttributeError(f"module 'form4kit' has no attribute {name!r}")
        from importlib import import_module

        globals()[name] = found = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__():
        """Name what can be had, imported or not."""
        return sorted({*globals(), *_HOMES})
