"""The desk: what an editor does in the browser → small changes in the files that people edit."""
