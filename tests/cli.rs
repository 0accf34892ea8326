//! The program as a user meets it: every console example in `tests/cmd/` and in the README is run
//! and compared. `TRYCMD=overwrite cargo test --test cli` writes the outputs anew; look at the diff.

#[test]
fn console_examples() {
    trycmd::TestCases::new()
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml")
        .case("README.md");
}
