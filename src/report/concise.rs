//! `path:line:col: severity[CODE] name: message`, one line per finding.

use super::place::Places;
use super::sanitise;
use crate::text;
use crate::text::Lang;
use std::io::{self, Write};

/// One line per finding, and nothing else.
pub(super) fn write(places: &Places<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in &places.outcome.findings {
        let place = places.typed(&finding.place);
        let message = sanitise::sentence(finding.message.get(lang));
        let more = match finding.also_total {
            0 => String::new(),
            1 => text! { en: " (and in 1 more place)", zh: "（另有 1 处相同）" }.get(lang).to_owned(),
            n => text! { en: " (and in {n} more places)", zh: "（另有 {n} 处相同）" }.get(lang).to_owned(),
        };
        writeln!(out, "{place}: {}[{}] {}: {message}{more}", finding.severity.id(), finding.code, finding.name)?;
    }
    Ok(())
}
