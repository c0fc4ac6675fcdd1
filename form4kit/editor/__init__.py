"""What an editor asks of one draft: pure functions over its text, for every surface that shows one.

Lines and columns are 1-based and count code points; line ends are read as line feeds.
"""
