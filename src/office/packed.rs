//! Archives for tests.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of parts, each a name and a text.
pub(super) fn archive_of(parts: &[(&str, &str)]) -> Vec<u8> {
    write(parts, SimpleFileOptions::default())
}

/// An archive of one part that is not packed.
pub(super) fn stored(name: &str, text: &str) -> Vec<u8> {
    write(&[(name, text)], SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
}

fn write(parts: &[(&str, &str)], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
