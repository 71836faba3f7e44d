namespace FerroGate.Admin.Configs;

/// <summary>A config that somebody asks about: a text, or the config file of the process.</summary>
/// <param name="Text">The text; <c>null</c> is the file.</param>
/// <param name="Language">The text's language.</param>
/// <param name="FileName">What the text is called in messages; <c>null</c> where that was not said.</param>
public sealed record ConfigSource(string? Text, ConfigLanguage Language, string? FileName)
{
    /// <summary>The config file that the process was started with.</summary>
    public static ConfigSource File { get; } = new(null, default, null);
}
