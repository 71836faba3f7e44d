namespace FerroGate.Testing.Contents.Requests;

public enum MediaKind
{
    Image,
    Audio,

    /// <summary>A document, or whatever is neither image nor audio.</summary>
    File,
}
