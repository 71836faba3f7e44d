using FerroGate.Config.Text;

namespace FerroGate.Config;

/// <summary>A file holds bytes that are no text: shown as other characters, they would mean something that nobody wrote.</summary>
public sealed class NotUtf8Exception(SourceSpan at) : IOException($"{at}: {What}")
{
    /// <summary>What it says, without the place.</summary>
    public const string What = "this is not UTF-8";

    /// <summary>Where the first of them stands, in what could be read of the file.</summary>
    public SourceSpan At { get; } = at;
}
