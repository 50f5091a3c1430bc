"""What is known of language: words, sentences, dates, quantities, likeness of texts."""
