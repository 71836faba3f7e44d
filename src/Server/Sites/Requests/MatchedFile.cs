namespace FerroGate.Server.Sites.Requests;

/// <summary>The file that a <c>file</c> matcher or <c>try_files</c> has found.</summary>
/// <param name="Relative">Its path below the root, with a slash before it.</param>
/// <param name="Absolute">Its path.</param>
/// <param name="Remainder">What was behind the text where the path was divided.</param>
/// <param name="IsFolder">It is a folder.</param>
internal sealed record MatchedFile(string Relative, string Absolute, string Remainder, bool IsFolder);
