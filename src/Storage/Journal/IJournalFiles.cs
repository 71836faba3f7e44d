namespace FerroGate.Storage.Journal;

/// <summary>Makes segment files.</summary>
internal interface IJournalFiles
{
    /// <summary>
    /// Makes a file of <paramref name="size"/> zero bytes whose space is reserved; an older one of that name is replaced.
    /// </summary>
    IJournalFile Create(string path, long size);

    /// <summary>Gives a file another name, in the place of one that has it, and opens it.</summary>
    IJournalFile Rename(string path, string name);
}
