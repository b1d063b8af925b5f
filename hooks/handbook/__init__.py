"""The handbook as data: YAML in, pages out. Nothing in this package knows MkDocs."""
