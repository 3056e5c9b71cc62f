//! Archives that are sound, and archives that are cut off, forged or made to exhaust a computer.

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::office::packed::archive_of;

fn told<T>(result: Result<T, Problem>) -> String {
    result.err().map_or("read".to_owned(), |problem| problem.headline().to_owned())
}

#[test]
fn parts_are_found_whatever_the_case_of_their_names() {
    let bytes = archive_of(&[("xl/sharedStrings.xml", "\u{feff}<sst/>"), ("xl\\styles.xml", "<s/>")]);
    let mut archive = Archive::open("a.xlsx", &bytes).unwrap();
    assert_eq!(archive.text("XL/SharedStrings.xml").unwrap().as_deref(), Some("<sst/>"));
    assert_eq!(archive.text("/xl/styles.xml").unwrap().as_deref(), Some("<s/>"));
    assert_eq!(archive.text("xl/other.xml").unwrap(), None);
    assert_eq!(archive.parts().collect::<Vec<_>>(), ["xl/sharedstrings.xml", "xl/styles.xml"]);
}

#[test]
fn an_archive_that_is_cut_off_anywhere_is_refused() {
    let bytes = archive_of(&[("a.xml", &"<a/>".repeat(50)), ("b.xml", "<b/>")]);
    for end in 4..bytes.len() {
        let cut = told(Archive::open("a.xlsx", &bytes[..end]));
        assert_eq!(cut, "a.xlsx: the file is cut off or damaged: its list of parts is missing", "{end} bytes");
    }
}

#[test]
fn a_damaged_byte_is_found() {
    let mut bytes = archive_of(&[("a.xml", "<a>some text that is long enough to be packed, packed, packed</a>")]);
    bytes[40] ^= 0x55;
    let mut archive = Archive::open("a.xlsx", &bytes).unwrap();
    assert_eq!(told(archive.text("a.xml")), "a.xlsx: the file is damaged: its part \"a.xml\" is unreadable");
}

#[test]
fn a_zip_bomb_is_refused_by_what_comes_out_of_it() {
    let zeros = "0".repeat(4 << 20);
    let mut bytes = archive_of(&[("bomb.xml", &zeros)]);
    let dense = "a.xlsx: the part \"bomb.xml\" unpacks to more than 200 times its size, as in files that are made to \
                 exhaust a computer";
    assert_eq!(told(Archive::open("a.xlsx", &bytes).unwrap().text("bomb.xml")), dense);
    // The size that the directory declares (offset 24 of its entry) is forged to be small.
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
    let forged = told(Archive::open("a.xlsx", &bytes).unwrap().text("bomb.xml"));
    assert!(forged == dense || forged.contains("is unreadable"), "{forged}");
}

#[test]
fn all_parts_together_have_a_limit() {
    let bytes = archive_of(&[("a.xml", "12345"), ("b.xml", "12345")]);
    let mut archive = Archive::open("a.xlsx", &bytes).unwrap();
    archive.left = 9;
    assert_eq!(told(archive.text("a.xml")), "read");
    assert_eq!(told(archive.text("b.xml")), "a.xlsx: the file unpacks to more than 160 MiB");
}

#[test]
fn one_part_is_not_read_over_and_over() {
    let bytes = archive_of(&[("a.xml", "")]);
    let mut archive = Archive::open("a.xlsx", &bytes).unwrap();
    archive.reads_left = 1;
    assert_eq!(told(archive.text("a.xml")), "read");
    assert_eq!(told(archive.text("a.xml")), "a.xlsx: the file refers to its parts too often to be genuine");
}

#[test]
fn too_many_parts_and_two_of_one_name_are_refused() {
    let names: Vec<String> = (0..=MAX_PARTS).map(|number| number.to_string()).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(told(Archive::open("a.xlsx", &archive_of(&parts))), "a.xlsx: the file has more than 10000 parts inside");
    assert_eq!(told(Archive::open("a.xlsx", &archive_of(&parts[..MAX_PARTS]))), "read");
    let twice = told(Archive::open("a.xlsx", &archive_of(&[("a.xml", ""), ("A.xml", "")])));
    assert_eq!(twice, "a.xlsx: the file is damaged: two of its parts have the same name");
    // The same name twice, byte by byte, is forged in both lists.
    let mut bytes = archive_of(&[("a.xml", "1"), ("b.xml", "2")]);
    let places: Vec<usize> = bytes.windows(5).enumerate().filter(|(_, w)| *w == b"b.xml").map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2);
    places.iter().for_each(|at| bytes[*at] = b'a');
    assert_eq!(
        told(Archive::open("a.xlsx", &bytes)),
        "a.xlsx: the file is damaged: two of its parts have the same name"
    );
}

#[test]
fn a_part_that_is_no_utf8_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<a>\xFF</a>").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let problem = Archive::open("a.xlsx", &bytes).unwrap().text("a.xml").unwrap_err();
    assert_eq!(problem.headline(), "a.xlsx: the part \"a.xml\" is not UTF-8 text");
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let bytes = vec![0; MAX_FILE + 1];
    assert_eq!(told(Archive::open("a.xlsx", &bytes)), "a.xlsx: the file is larger than 64 MiB");
}
