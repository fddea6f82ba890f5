"""What a release holds beside the code: proof that the same content gives the same bytes, a bill of materials, digests and notes."""
