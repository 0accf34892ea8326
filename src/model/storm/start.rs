//! What passes the validation and stops every nimbus and supervisor later.

use super::Settings;
use crate::catalog::VersionSet;
use crate::model::{Fault, Refusal, Setting};
use crate::text;

/// `storm.cluster.mode: local`: `validate-distributed-mode!` (common.clj), `Nimbus.validateDistributedMode`.
pub(super) fn refusals(settings: &Settings, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let Setting::Set(mode) = &settings.cluster_mode else { return };
    if mode.value == "local" {
        let help = text! {
            en: "write `storm.cluster.mode: \"distributed\"`, or delete the line: that is the default",
            zh: "写 `storm.cluster.mode: \"distributed\"`，或者删掉这一行：默认就是它",
        };
        refusals.push(
            Refusal::new(Fault("local-cluster-mode"), mode.span, versions, "Cannot start server in local mode!")
                .key("storm.cluster.mode")
                .at_start()
                .help(help),
        );
    }
}
