//! Reads `fixtures/oracle/recorded-<kind>.jsonl` (format: recordings.py) and compares words as compare.py does.

use serde_json::Value;

/// One input, and what each release said of it.
pub struct Recording {
    pub id: String,
    pub bytes: Vec<u8>,
    /// Files beside it: path and contents, `None` for a directory.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// Release and result.
    pub results: Vec<(String, Value)>,
}

/// The releases that a kind was recorded with, oldest first: the profiles of pom.xml.
pub fn releases(kind: &str) -> Vec<String> {
    let pom = include_str!("pom.xml");
    let component = match kind {
        "yaml" => "storm",
        "kafka-meta" => "kafka",
        other => other,
    };
    let mut releases: Vec<String> = pom
        .lines()
        .filter_map(|line| line.trim().strip_prefix("<id>")?.strip_suffix("</id>"))
        .filter_map(|id| id.strip_prefix(component)?.strip_prefix('-'))
        .map(str::to_owned)
        .collect();
    if kind == "yaml" {
        releases.push("2.8.8".to_owned());
    }
    releases
}

pub fn load(kind: &str) -> Vec<Recording> {
    let path = format!("{}/fixtures/oracle/recorded-{kind}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let releases = releases(kind);
    let at = |release: &str| releases.iter().position(|known| known == release).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let bytes = match line.get("bytes") {
                Some(bytes) => latin_1(bytes.as_str().unwrap()),
                None => line["content"].as_str().unwrap().as_bytes().to_vec(),
            };
            let files = line["files"].as_object().into_iter().flatten();
            let files = files.map(|(path, text)| (path.clone(), text.as_str().map(latin_1))).collect();
            let mut results = Vec::new();
            for result in line["results"].as_array().unwrap() {
                let versions = result["versions"].as_str().unwrap();
                let (first, last) = versions.split_once("..").unwrap_or((versions, versions));
                let these = &releases[at(first)..=at(last)];
                results.extend(these.iter().map(|release| (release.clone(), result.clone())));
            }
            Recording { id: line["id"].as_str().unwrap().to_owned(), bytes, files, results }
        })
        .collect()
}

pub fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

pub fn is_refused(result: &Value) -> bool {
    result["verdict"] == "refused"
}

/// The exceptions of a refusal, outermost first, as `class: message`.
pub fn chain(result: &Value) -> Vec<&str> {
    result["chain"].as_array().into_iter().flatten().map(|link| link.as_str().unwrap()).collect()
}

/// Whether one of the sentences is a link of the recorded chain (with its parts, for SnakeYAML).
pub fn same_text(result: &Value, said: &[String]) -> bool {
    let said: Vec<String> = said.iter().map(|text| norm(text)).collect();
    let part = |name: &str| result.get(name).map(|part| norm(part.as_str().unwrap_or(&part.to_string())));
    if result.get("problem").is_some() {
        let wanted: Vec<String> = ["context", "problem"].into_iter().filter_map(part).collect();
        return said.iter().any(|text| wanted.iter().all(|part| text.contains(part.as_str())));
    }
    let links = chain(result);
    let message = |link: &str| norm(link.split_once(": ").map_or("", |(_, message)| message));
    if let (Some(position), Some(last)) = (part("position"), links.last()) {
        let wanted = [message(last), format!("position {position}")];
        return said.iter().any(|text| wanted.iter().all(|part| text.contains(part.as_str())));
    }
    let mut wanted = Vec::new();
    for link in links {
        let message = message(link);
        wanted.extend([norm(link), on_jdk_8(&message), message]);
    }
    said.iter().any(|text| !text.is_empty() && wanted.contains(text))
}

/// One blank for every stretch of white space; the root of an input and the address of an object are
/// no property of the input.
fn norm(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    // Of Storm 2.8.8 only SnakeYAML was recorded, without the package that Storm shades it into.
    words.join(" ").replace("@/", "/").replace('…', "0").replace("org.apache.storm.shade.", "")
}

/// How an older JDK words what JDK 17 says (README.md).
fn on_jdk_8(message: &str) -> String {
    let cast = || {
        let (before, rest) = message.split_once(" cannot be cast to class ")?;
        let (before, from) = before.rsplit_once("class ")?;
        let (to, rest) = rest.split_once(" (")?;
        Some(format!("{before}{from} cannot be cast to {to}{}", rest.split_once(')')?.1))
    };
    let index = || Some(message.strip_prefix("Index ")?.split_once(" out of bounds for length ")?.0.to_owned());
    let end = || {
        let (end, _) = message.strip_prefix("begin 0, end ")?.split_once(", length ")?;
        Some(format!("String index out of range: {end}"))
    };
    let radix = |text: String| {
        ["10", "16"].iter().find_map(|radix| text.strip_suffix(&format!(" under radix {radix}"))).map(str::to_owned)
    };
    let null = || {
        message.strip_prefix("Cannot invoke ")?.strip_suffix(" is null")?;
        Some("null".to_owned())
    };
    let text = cast().or_else(index).or_else(end).or_else(null).unwrap_or_else(|| message.to_owned());
    radix(text.clone()).unwrap_or(text)
}
