"""The built site → what hosts serve: policy, manifest, one rename; years; the export."""
