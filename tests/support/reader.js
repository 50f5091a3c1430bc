// Reads a book as a reader's program does: the path of an EPUB is the argument, standard output gets
// what it says of itself, its contents, and its chapters in their order, as JSON.

import EPub from "epub";

const book = new EPub(process.argv[2]);
await book.parse();
const chapters = [];
for (const { id } of book.flow) chapters.push({ id, text: await book.getChapterRaw(id) });
process.stdout.write(JSON.stringify({ metadata: book.metadata, toc: book.toc, chapters }));
