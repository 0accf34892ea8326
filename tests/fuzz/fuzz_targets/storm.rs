//! The model of `storm.yaml` and every rule over that one file.

#![no_main]

use cfglint::catalog::Component;
use cfglint::model::storm;
use cfglint::syntax::placeholder::Flavour;
use cfglint_fuzz::one_file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| one_file(Component::Storm, "storm.yaml", Flavour::Yaml, bytes, storm::read));
