"""Bytes on the disk: files and folders written whole or not at all, and sealed manifests."""
