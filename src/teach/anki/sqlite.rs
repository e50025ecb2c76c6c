//! A database file of SQLite, written at once: tables of rows, without indexes. The format is published at
//! <https://www.sqlite.org/fileformat.html>.
//!
//! A table is a B-tree of pages. Its leaves hold the rows in their order, its interior pages the last row id below each
//! page; what is too long for a leaf goes on in pages of its own. The first page lists the tables.

/// Bytes in a page.
const PAGE: usize = 4096;

/// A page below an interior page, counted generously: its number, a row id and a place in the list of cells.
const CHILDREN: usize = PAGE / (4 + 9 + 2) - 1;

/// A release of SQLite that reads and writes this format.
const RELEASE: u32 = 3_040_000;

/// One table, its rows in the order of their ids.
pub(super) struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns; the first one is the row id where it is the integer primary key.
    pub columns: &'static str,
    /// Each row's id and its cells; a cell that is the row id is [`Cell::Null`].
    pub rows: Vec<(i64, Vec<Cell>)>,
}

/// What stands in a cell.
pub(super) enum Cell {
    /// Nothing, or the row id.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

/// The file that holds these tables. They are few: the list of them stands on the first page.
pub(super) fn database(tables: &[Table]) -> Vec<u8> {
    let mut pages = Pages(Vec::new());
    let list = tables.iter().zip(1..).map(|(table, id)| {
        let root = pages.tree(&table.rows);
        let text = |text: &str| Cell::Text(text.to_owned());
        let made_by = format!("CREATE TABLE {} ({})", table.name, table.columns);
        (id, vec![text("table"), text(table.name), text(table.name), Cell::Integer(root.into()), Cell::Text(made_by)])
    });
    let list: Vec<(i64, Vec<Cell>)> = list.collect();
    let cells: Vec<Vec<u8>> = list.iter().map(|(id, cells)| pages.leaf_cell(*id, cells)).collect();
    let first = page(&header(pages.next() - 1), Kind::Leaf, &cells);
    [first, pages.0.concat()].concat()
}

/// What the file says of itself, for so many pages: 100 bytes before the list of tables.
fn header(pages: u32) -> Vec<u8> {
    let mut header = b"SQLite format 3\0".to_vec();
    header.extend((PAGE as u16).to_be_bytes());
    // Versions of reading and writing, no reserved bytes, the shares of a page that the format prescribes.
    header.extend([1, 1, 0, 64, 32, 32]);
    // Changes, pages; no free pages; schema: its version and format; no cache size, largest root or vacuum; UTF-8.
    let (changes, schema, utf_8) = (1, 1, 1);
    for word in [changes, pages, 0, 0, schema, 4, 0, 0, utf_8, 0, 0, 0, 0, 0, 0, 0, 0, changes, RELEASE] {
        header.extend(u32::to_be_bytes(word));
    }
    header
}

/// What a page of a table holds.
#[derive(Clone, Copy)]
enum Kind {
    /// Rows.
    Leaf,
    /// The pages below; the last one's number.
    Interior(u32),
}

impl Kind {
    /// The bytes before the list of cells.
    fn head(self) -> usize {
        match self {
            Kind::Leaf => 8,
            Kind::Interior(_) => 12,
        }
    }
}

/// A page: after what comes before it, where each cell is, and the cells from the end on.
fn page(before: &[u8], kind: Kind, cells: &[Vec<u8>]) -> Vec<u8> {
    let mut at = PAGE;
    let places = cells.iter().flat_map(|cell| {
        at -= cell.len();
        (at as u16).to_be_bytes()
    });
    let places: Vec<u8> = places.collect();
    let (flag, last) = match kind {
        Kind::Leaf => (0x0d, Vec::new()),
        Kind::Interior(last) => (0x05, last.to_be_bytes().to_vec()),
    };
    let mut page = before.to_vec();
    page.extend([flag, 0, 0]);
    page.extend((cells.len() as u16).to_be_bytes());
    page.extend((at as u16).to_be_bytes());
    page.push(0);
    page.extend(last);
    page.extend(places);
    page.resize(at, 0);
    page.extend(cells.iter().rev().flatten());
    page
}

/// The pages behind the first one.
struct Pages(Vec<Vec<u8>>);

impl Pages {
    /// The number of the page that is put next; the first one is already counted.
    fn next(&self) -> u32 {
        self.0.len() as u32 + 2
    }

    fn put(&mut self, page: Vec<u8>) -> u32 {
        let number = self.next();
        self.0.push(page);
        number
    }

    /// Puts the pages of a table, and gives the number of its root.
    fn tree(&mut self, rows: &[(i64, Vec<Cell>)]) -> u32 {
        let mut level = self.leaves(rows);
        while level.len() > 1 {
            // As even as possible: no page has a single page below it.
            let each = level.len().div_ceil(level.len().div_ceil(CHILDREN));
            level = level.chunks(each).filter_map(|below| self.interior(below)).collect();
        }
        level.first().map_or(0, |(root, _)| *root)
    }

    /// The number and the last row id of each leaf; a table without rows has one all the same.
    fn leaves(&mut self, rows: &[(i64, Vec<Cell>)]) -> Vec<(u32, i64)> {
        let (mut done, mut cells, mut room) = (Vec::new(), Vec::new(), PAGE - Kind::Leaf.head());
        let mut last = 0;
        for (id, row) in rows {
            let cell = self.leaf_cell(*id, row);
            if cell.len() + 2 > room {
                done.push((self.put(page(&[], Kind::Leaf, &cells)), last));
                (cells, room) = (Vec::new(), PAGE - Kind::Leaf.head());
            }
            room -= cell.len() + 2;
            cells.push(cell);
            last = *id;
        }
        done.push((self.put(page(&[], Kind::Leaf, &cells)), last));
        done
    }

    fn interior(&mut self, below: &[(u32, i64)]) -> Option<(u32, i64)> {
        let ((last_page, last_id), others) = below.split_last()?;
        let cells: Vec<Vec<u8>> =
            others.iter().map(|(page, id)| [page.to_be_bytes().to_vec(), varint(*id as u64)].concat()).collect();
        Some((self.put(page(&[], Kind::Interior(*last_page), &cells)), *last_id))
    }

    /// A row as it stands in a leaf: its length, its id, its cells, and where they go on.
    fn leaf_cell(&mut self, id: i64, cells: &[Cell]) -> Vec<u8> {
        let record = record(cells);
        let (here, rest) = record.split_at(local(record.len()));
        let mut cell = [varint(record.len() as u64), varint(id as u64), here.to_vec()].concat();
        if !rest.is_empty() {
            cell.extend(self.next().to_be_bytes());
            let mut parts = rest.chunks(PAGE - 4).peekable();
            while let Some(part) = parts.next() {
                let goes_on = if parts.peek().is_some() { self.next() + 1 } else { 0 };
                let mut page = [&goes_on.to_be_bytes(), part].concat();
                page.resize(PAGE, 0);
                self.put(page);
            }
        }
        cell
    }
}

/// How much of so long a record stands in the leaf.
fn local(length: usize) -> usize {
    let most = PAGE - 35;
    let least = (PAGE - 12) * 32 / 255 - 23;
    let fitting = least + length.saturating_sub(least) % (PAGE - 4);
    match length {
        _ if length <= most => length,
        _ if fitting <= most => fitting,
        _ => least,
    }
}

/// The cells of a row: what each is, then what stands in them.
fn record(cells: &[Cell]) -> Vec<u8> {
    let types: Vec<u8> = cells.iter().flat_map(|cell| varint(cell.code())).collect();
    // The length of the list of types counts itself.
    let alone = types.len() + 1;
    let length = if varint(alone as u64).len() == 1 { alone } else { alone + 1 };
    let mut record = [varint(length as u64), types].concat();
    for cell in cells {
        match cell {
            Cell::Null => {}
            Cell::Integer(number) => record.extend(number.to_be_bytes()),
            Cell::Text(text) => record.extend(text.as_bytes()),
        }
    }
    record
}

impl Cell {
    /// What a record says that the cell is.
    fn code(&self) -> u64 {
        match self {
            Cell::Null => 0,
            Cell::Integer(_) => 6,
            Cell::Text(text) => 13 + 2 * text.len() as u64,
        }
    }
}

/// A number in as few bytes as it needs: seven bits each, the highest first, and eight in a ninth.
fn varint(number: u64) -> Vec<u8> {
    if number >> 56 != 0 {
        let high = number >> 8;
        let bytes = (0..8).rev().map(|at| (high >> (7 * at)) as u8 | 0x80);
        return bytes.chain([number as u8]).collect();
    }
    let count = (64 - number.leading_zeros()).div_ceil(7).max(1);
    (0..count).rev().map(|at| (number >> (7 * at)) as u8 & 0x7f | if at > 0 { 0x80 } else { 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_the_format_says() {
        assert_eq!(varint(0), [0]);
        assert_eq!(varint(0x7f), [0x7f]);
        assert_eq!(varint(0x80), [0x81, 0x00]);
        assert_eq!(varint(0x3fff), [0xff, 0x7f]);
        assert_eq!(varint((1 << 56) - 1), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
        assert_eq!(varint(1 << 56), [0x80, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]);
        assert_eq!(varint(u64::MAX), [0xff; 9]);
    }

    #[test]
    fn a_long_record_fills_its_pages_to_their_end_where_it_can() {
        assert_eq!(local(PAGE - 35), PAGE - 35);
        assert_eq!(local(PAGE - 34), 489);
        assert_eq!(local(489 + 7 + 2 * (PAGE - 4)), 496);
    }
}
