"""A server of the Model Context Protocol: an assistant drafts and checks, and neither signs nor sends."""
