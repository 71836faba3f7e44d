using System.Globalization;

namespace FerroGate.Storage.Journal;

/// <summary>The name of one segment file of one journal.</summary>
internal readonly record struct SegmentRef(JournalId Journal, int Number)
{
    public const string Extension = ".journal";

    public string FileName => Number.ToString("000000", CultureInfo.InvariantCulture) + Extension;

    public override string ToString() => $"{Journal}/{FileName}";
}
