"""What Django's own formats leave out; found through FORMAT_MODULE_PATH."""
