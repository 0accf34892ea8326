//! A small inventory: a few hosts with files of any name and content, read and told as a whole. A
//! password stands in one of them and must not come out.

#![no_main]

use arbitrary::Arbitrary;
use camino::Utf8PathBuf;
use cfglint_fuzz::{SECRET, run};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

#[derive(Arbitrary, Debug)]
struct File<'a> {
    host: u8,
    name: Name<'a>,
    content: &'a [u8],
    planted: bool,
}

#[derive(Arbitrary, Debug)]
enum Name<'a> {
    Zoo,
    Dynamic,
    MyId,
    Storm,
    Server,
    Controller,
    Hosts,
    Other(&'a str),
}

impl Name<'_> {
    fn text(&self) -> String {
        match self {
            Self::Zoo => "zoo.cfg".to_owned(),
            Self::Dynamic => "zoo.cfg.dynamic".to_owned(),
            Self::MyId => "data/myid".to_owned(),
            Self::Storm => "storm.yaml".to_owned(),
            Self::Server => "server.properties".to_owned(),
            Self::Controller => "controller.properties".to_owned(),
            Self::Hosts => "etc/hosts".to_owned(),
            Self::Other(name) => name.chars().filter(|c| *c != '\0').take(60).collect(),
        }
    }
}

fuzz_target!(|files: Vec<File<'_>>| {
    let files = files.iter().take(8).map(|file| {
        let path = Utf8PathBuf::from(format!("/fuzz/host{}/{}", file.host % 4, file.name.text()));
        let mut content = file.content.to_vec();
        // Only where a line of `key=value` is a password to whoever reads the file.
        if file.planted && matches!(file.name, Name::Server | Name::Controller | Name::Zoo) {
            let mut all = format!("ssl.keystore.password={SECRET}\n").into_bytes();
            all.append(&mut content);
            content = all;
        }
        (path, Arc::<[u8]>::from(content))
    });
    run(files.collect(), Some(SECRET));
});
