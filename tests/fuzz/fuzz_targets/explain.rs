//! A log of any bytes, explained as a whole and after its last start, and told as text and JSON. A password
//! stands in a dumped option in front of it and must not come out.

#![no_main]

use cfglint::logs::incidents::{Log, Options, explain};
use cfglint::logs::pattern::Patterns;
use cfglint_fuzz::{LANGS, SECRET, clean};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let dump = format!("[2024-05-01 10:00:00,000] INFO KafkaConfig values:\n\tssl.keystore.password={SECRET}\n");
    let (name, head) = match bytes.first().copied().unwrap_or_default() % 3 {
        0 => ("server.log", dump.as_str()),
        1 => ("zookeeper.log", ""),
        _ => ("nimbus.log", ""),
    };
    let content = [head.as_bytes(), bytes].concat();
    for last_start in [false, true] {
        let copy = content.clone();
        let log = Log {
            path: format!("/fuzz/host/{name}").into(),
            host: None,
            size: Some(copy.len() as u64),
            open: Box::new(move || Ok(Box::new(Cursor::new(copy.clone())))),
        };
        let explanation =
            explain(vec![log], Patterns::with(Vec::new()), Options { last_start, foreign: true, ..Options::default() });
        for json in [false, true] {
            for lang in LANGS {
                let options = cfglint::report::explain::Options {
                    json,
                    lang,
                    color: false,
                    width: 100,
                    verbose: true,
                    timeline: true,
                };
                let mut out = Vec::new();
                cfglint::report::explain::write(&explanation, &options, &mut out)
                    .expect("memory can always be written");
                clean(out, json, Some(SECRET));
            }
        }
    }
});
