//! Consistent pseudonyms for hosts and addresses, so that an answer can be shown to strangers.

use crate::finding::incident::Explanation;
use crate::text::Text;
use std::collections::HashMap;

/// Captures that name a machine.
const NAMES: [&str; 8] = ["peer", "host", "address", "leader", "name", "seed", "client", "broker_host"];

/// Puts `host1`, `host2`, … and `addr1`, … in place of names and addresses, everywhere the same.
pub fn anonymize(explanation: &mut Explanation) {
    let mut names = Pseudonyms::default();
    for log in &explanation.logs {
        names.host(log.host.as_deref().unwrap_or_default());
    }
    for (name, value) in explanation.incidents.iter().flat_map(|incident| &incident.captures) {
        if NAMES.contains(&name.as_str()) {
            for part in value.split(['/', ':', ',', ' ', '[', ']']) {
                names.host(part);
            }
        }
    }
    let mut hide = |text: &mut String| *text = names.hide(text);
    for log in &mut explanation.logs {
        let mut path = log.path.to_string();
        hide(&mut path);
        log.path = path.into();
        log.host.iter_mut().for_each(&mut hide);
        log.facts.values_mut().flatten().for_each(&mut hide);
    }
    for incident in &mut explanation.incidents {
        each(&mut incident.title, &mut hide);
        incident.explanation.iter_mut().for_each(|text| each(text, &mut hide));
        incident.fix.iter_mut().for_each(|text| each(text, &mut hide));
        incident.run.iter_mut().for_each(&mut hide);
        incident.evidence.iter_mut().for_each(|quoted| hide(&mut quoted.text));
        incident.captures.iter_mut().for_each(|(_, value)| hide(value));
        for config in &mut incident.config {
            let mut file = config.file.to_string();
            hide(&mut file);
            config.file = file.into();
            config.text.iter_mut().for_each(&mut hide);
            config.message.iter_mut().for_each(|text| each(text, &mut hide));
        }
        incident.consequences.iter_mut().for_each(|consequence| each(&mut consequence.title, &mut hide));
    }
    explanation.unexplained.iter_mut().for_each(|unknown| hide(&mut unknown.template));
    explanation.timeline.iter_mut().for_each(|turn| hide(&mut turn.text));
}

fn each(text: &mut Text, hide: &mut impl FnMut(&mut String)) {
    for side in [&mut text.en, &mut text.zh] {
        let mut changed = side.to_string();
        hide(&mut changed);
        *side = changed.into();
    }
}

#[derive(Default)]
struct Pseudonyms {
    hosts: HashMap<String, String>,
    addresses: HashMap<String, String>,
}

impl Pseudonyms {
    /// Learns a host's name.
    fn host(&mut self, name: &str) {
        let named = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name != "localhost";
        let word = name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
        if named && word {
            let next = format!("host{}", self.hosts.len() + 1);
            self.hosts.entry(name.to_owned()).or_insert(next);
        }
    }

    /// A text without known names and without addresses.
    fn hide(&mut self, text: &str) -> String {
        let part = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(part) {
            let (before, word) = rest.split_at(start);
            let (word, behind) = word.split_at(word.find(|c| !part(c)).unwrap_or(word.len()));
            out.push_str(before);
            out.push_str(&self.word(word));
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    fn word(&mut self, word: &str) -> String {
        if let Some(known) = self.hosts.get(word.trim_end_matches('.')) {
            return known.clone();
        }
        let plain = word.trim_end_matches('.');
        match plain.parse::<std::net::Ipv4Addr>() {
            Ok(address) if !address.is_loopback() && !address.is_unspecified() => {
                let next = format!("addr{}", self.addresses.len() + 1);
                let known = self.addresses.entry(plain.to_owned()).or_insert(next).clone();
                known + &word[plain.len()..]
            }
            _ => word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_machine_has_the_same_name_everywhere() {
        let mut names = Pseudonyms::default();
        names.host("zoo2");
        let shown = names
            .hide("Cannot open channel to 2 at zoo2/10.0.0.2:3888; zoo2 and 10.0.0.2, 10.0.0.3, 127.0.0.1, zoo22.");
        assert_eq!(shown, "Cannot open channel to 2 at host1/addr1:3888; host1 and addr1, addr2, 127.0.0.1, zoo22.");
    }
}
