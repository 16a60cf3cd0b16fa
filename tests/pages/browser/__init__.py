"""The pages in a browser. A package, so that its served world goes when its last test is done."""
