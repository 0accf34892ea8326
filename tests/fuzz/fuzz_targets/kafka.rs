//! The model of `server.properties` and every rule over that one file.

#![no_main]

use cfglint::catalog::Component;
use cfglint::model::kafka;
use cfglint::syntax::placeholder::Flavour;
use cfglint_fuzz::one_file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| one_file(Component::Kafka, "server.properties", Flavour::Properties, bytes, kafka::read));
