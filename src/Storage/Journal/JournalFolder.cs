using System.Globalization;
using FerroGate.Storage.DataDirectory;

namespace FerroGate.Storage.Journal;

/// <summary>The folder that holds a folder for each process start, each with its numbered segments.</summary>
internal sealed class JournalFolder(string path)
{
    /// <summary>Where room is kept for a full disk.</summary>
    public string Reserve => Path.Combine(path, "reserve");

    /// <summary>All journals that are there, oldest first.</summary>
    public IReadOnlyList<JournalId> List()
    {
        if (!Directory.Exists(path))
            return [];

        var found = new List<JournalId>();
        foreach (var folder in Directory.EnumerateDirectories(path))
        {
            if (JournalId.TryParse(Path.GetFileName(folder), out var id))
                found.Add(id.Value);
        }

        found.Sort();
        return found;
    }

    /// <summary>The segments of a journal that are there, oldest first.</summary>
    public IReadOnlyList<SegmentRef> SegmentsOf(JournalId journal)
    {
        var found = new List<int>();
        foreach (var file in Directory.EnumerateFiles(PathOf(journal), "*" + SegmentRef.Extension))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                found.Add(number);
        }

        found.Sort();
        return [.. found.Select(number => new SegmentRef(journal, number))];
    }

    public string PathOf(SegmentRef segment) => Path.Combine(PathOf(segment.Journal), segment.FileName);

    public void Create(JournalId journal)
    {
        DataPaths.CreateFolder(path);
        DataPaths.CreateFolder(PathOf(journal));
    }

    public void Delete(SegmentRef segment) => File.Delete(PathOf(segment));

    /// <summary>Removes the folders of journals of which no segment is left.</summary>
    public void DeleteEmpty()
    {
        foreach (var journal in List())
        {
            if (!Directory.EnumerateFileSystemEntries(PathOf(journal)).Any())
                Directory.Delete(PathOf(journal));
        }
    }

    private string PathOf(JournalId journal) => Path.Combine(path, journal.ToString());
}
