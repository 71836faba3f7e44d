namespace FerroGate.Storage.Journal;

/// <summary>
/// Room for one segment that is kept on the disk for the moment when there is no other: what runs then can still be settled. It becomes a
/// segment by its name alone, so nobody else can be quicker to take the room.
/// </summary>
/// <param name="files">Makes files.</param>
/// <param name="path">Where it lies.</param>
/// <param name="size">How much is kept, in bytes.</param>
internal sealed class JournalReserve(IJournalFiles files, string path, int size)
{
    /// <summary>It can be taken.</summary>
    public bool IsThere => new FileInfo(path) is { Exists: true } file && file.Length >= size;

    /// <summary>Makes it where it is not there.</summary>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public void Make()
    {
        if (IsThere)
            return;

        try
        {
            files.Create(path, size).Dispose();
        }
        catch
        {
            // A part of it would look like the whole, and takes room from whoever can use a little.
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes a segment of it; <c>null</c> where it is not there or too small.</summary>
    /// <param name="segment">Where the segment is to lie.</param>
    /// <param name="room">How large it must be, in bytes.</param>
    public (IJournalFile File, long Capacity)? Take(string segment, long room)
    {
        if (room > size || !IsThere)
            return null;

        try
        {
            return (files.Rename(path, segment), size);
        }
        catch (FileNotFoundException)
        {
            // The process that hands over to this one has taken it, or the other way round.
            return null;
        }
    }
}
