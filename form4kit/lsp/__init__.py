"""The language server: what `form4kit.editor` knows of a draft, over the Language Server Protocol."""
