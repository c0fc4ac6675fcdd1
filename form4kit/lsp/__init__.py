"""The language server: what `form4kit.desk` knows of a draft, over the Language Server Protocol."""
