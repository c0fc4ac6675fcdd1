"""The draft's tree against its JSON Schema: keys, kinds and words, before anything is read into them."""
