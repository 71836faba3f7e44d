using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>A key of a table and its value.</summary>
internal sealed record TomlEntry(string Key, SourceSpan KeySpan, TomlNode Value);
