namespace FerroGate.Config.Reference;

/// <summary>The kinds of values that many options have, in words; the index explains them once.</summary>
internal static class ValueTypes
{
    public static IReadOnlyList<(string Name, string Toml, string Meaning)> All { get; } =
    [
        ("text", "string", "Any text. In a Caddyfile one with spaces stands in quotes."),
        ("name", "string", "A text that is not empty and has no control characters."),
        ("text with placeholders", "string", "As [placeholders](placeholders.md) are met, their values take their places. Braces that hold no name, such as those of JSON, stand for themselves; `\\{` is always a brace."),
        ("header value with placeholders", "string", "The same without control characters."),
        ("URI with placeholders", "string", "The same: a path, or a whole URL where a client is sent elsewhere."),
        ("true or false", "boolean", "`true` or `false`."),
        ("switch", "boolean", "In a Caddyfile on by being there, with nothing after it; `true` in TOML."),
        ("whole number", "integer", "Digits. TOML allows `_` between them."),
        ("price", "string, float or integer", "A decimal number such as `0.15`; a string keeps every digit."),
        ("size", "integer or string", "Bytes, or a number with a unit: `KB`, `MB`, `GB` are powers of 1000, `KiB`, `MiB`, `GiB` of 1024."),
        ("duration", "string", "Numbers with units: `250ms`, `10s`, `1m30s`, `2h`, `1d`."),
        ("seconds", "integer", "A whole number of seconds."),
        ("seconds since 1970", "integer", "A moment as Unix time."),
        ("address to listen on", "string", "An IP address or `localhost`, and a port: `127.0.0.1:2019`, `[::1]:2019`, `:2019`."),
        ("regular expression (RE2)", "string", "As Go and Caddy have them (RE2), matched in linear time."),
        ("secret", "string", "`{env.NAME}`, which is better, or the secret itself. It is in no log and in no answer."),
        ("name of an environment variable", "string", "Such as `OPENAI_API_KEY`: the variable that holds the secret."),
        ("status", "integer or string", "Three digits, such as `404`, or a placeholder that gives them. Where answers are chosen by it, also a class: `5xx`."),
        ("block", "table, or array of tables", "Further options. A block that may stand any number of times is an array of tables in TOML (`[[name]]`)."),
    ];

    /// <summary>Whether the index explains a kind, so that tables need not.</summary>
    public static bool IsExplained(string name) => All.Any(type => type.Name == name);
}
