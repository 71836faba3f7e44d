namespace FerroGate.Storage.Rows;

/// <summary>A table that is listed, whose ids grow.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Columns">What is read of a row.</param>
/// <param name="Moment">The column that says when it was.</param>
/// <param name="Read">Reads a row.</param>
internal sealed record ListTable<T>(string Name, string Columns, string Moment, ReadRow<T> Read)
{
    /// <summary>There is an index of the moments, and more rows than one wants to look at.</summary>
    public bool IsLong { get; init; }
}
