namespace FerroGate.Config.Text;

/// <summary>Where something was written.</summary>
/// <param name="File">The text.</param>
/// <param name="Line">1 is the first line.</param>
/// <param name="Column">1 is the first column; counted in UTF-16 units, as editors do.</param>
/// <param name="Length">How many columns it takes on its line; at least 1.</param>
public readonly record struct SourceSpan(SourceFile File, int Line, int Column, int Length)
{
    /// <summary>The import that brought it to where it is used; <c>null</c> where it is used where it stands.</summary>
    public ImportTrace? Import { get; init; }

    public override string ToString() => $"{File.Name}:{Line}:{Column}";
}
