//! Pattern packs of users: the same form and the same checks as `rules/logs`.

use crate::cli::problem::Problem;
use crate::logs::pattern::format::Pack;
use crate::text;
use crate::text::Lang;
use camino::{Utf8Path, Utf8PathBuf};

/// Reads every `*.yaml` and `*.yml` of the folders (or the files themselves).
pub(super) fn read(paths: &[Utf8PathBuf], lang: Lang) -> Result<Vec<Pack>, Problem> {
    let mut packs = Vec::new();
    for path in paths {
        let mut files = if path.is_dir() { listed(path, lang)? } else { vec![path.clone()] };
        files.sort();
        for file in files {
            packs.push(one(&file, lang)?);
        }
    }
    Ok(packs)
}

fn listed(folder: &Utf8Path, lang: Lang) -> Result<Vec<Utf8PathBuf>, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(
            &text! { en: "--patterns {folder}: can't be read: {error}", zh: "--patterns {folder}：无法读取：{error}" },
            None,
            lang,
        )
    };
    let mut files = Vec::new();
    for entry in folder.read_dir_utf8().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.into_path();
        if matches!(path.extension(), Some("yaml" | "yml")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Problem::new(
            &text! { en: "--patterns {folder}: there is no *.yaml in it", zh: "--patterns {folder}：里面没有 *.yaml" },
            None,
            lang,
        ));
    }
    Ok(files)
}

fn one(file: &Utf8Path, lang: Lang) -> Result<Pack, Problem> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Problem::new(
            &text! { en: "--patterns: {file} can't be read: {error}", zh: "--patterns：无法读取 {file}：{error}" },
            None,
            lang,
        )
    })?;
    Pack::read(&text).map_err(|error| {
        Problem::new(
            &text! { en: "--patterns: {file}: {error}", zh: "--patterns：{file}：{error}" },
            Some(&text! {
                en: "the form is that of rules/logs in cfglint's source",
                zh: "格式与 cfglint 源码中的 rules/logs 相同",
            }),
            lang,
        )
    })
}
