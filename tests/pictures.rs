//! The README's pictures are what the tool says of real logs, drawn from its own colours.
//!
//! `CFGLINT_BLESS=1 cargo test --test pictures` draws them anew; look at them.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

/// Each picture with the recorded log that it shows.
const PICTURES: [(&str, &str); 3] = [
    ("zookeeper", "fixtures/logs/zookeeper/3.9.5/server-line-trailing-blank"),
    ("storm", "fixtures/logs/storm/1.0.2/yaml-missing-blank"),
    ("kafka", "fixtures/logs/kafka/3.9.2/zookeeper-data-lost"),
];

#[test]
fn the_pictures_show_what_is_said() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bless = std::env::var_os("CFGLINT_BLESS").is_some();
    for (name, log) in PICTURES {
        let said = Command::new(env!("CARGO_BIN_EXE_cfglint"))
            .args(["explain", "--color", "always", "--lang", "en", log])
            .current_dir(project)
            .output()
            .unwrap();
        let screen = format!("$ cfglint explain {log}\n{}", String::from_utf8(said.stdout).unwrap());
        let picture = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(&screen);
        let path = project.join("pictures").join(name).with_extension("svg");
        if bless {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &picture).unwrap();
        }
        let shown = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(shown == picture, "{name}.svg shows something else now: CFGLINT_BLESS=1 draws it anew");
    }
}
