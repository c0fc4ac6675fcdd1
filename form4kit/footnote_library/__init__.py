"""The standard footnotes: templates with checked parameters, filled in where a draft names them."""
