namespace FerroGate.Ai.Conversations.Parts;

/// <summary>The kinds of media.</summary>
public enum MediaKind
{
    Image,
    Audio,
    Video,

    /// <summary>A PDF, a text file, or any other file.</summary>
    File,
}
