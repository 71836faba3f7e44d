using FerroGate.Core.Lists;

namespace FerroGate.Storage.Postgres;

/// <summary>Pages of what the fleet has, or of this gateway's part of it where the database is away.</summary>
internal static class FleetPages
{
    /// <param name="page">What is asked for.</param>
    /// <param name="shared">Reads it of the fleet.</param>
    /// <param name="own">Reads it of this gateway.</param>
    /// <exception cref="ListAwayException">The database is away, and it was asked for what comes after a row of its list.</exception>
    public static async Task<Page<T>> ReadAsync<T>(PageRequest page, Func<Task<Page<T>>> shared, Func<Task<Page<T>>> own)
    {
        try
        {
            return await shared();
        }
        catch (PostgresAwayException) when (page.After is null)
        {
            return (await own()) with { IsStale = true, Next = null };
        }
        catch (PostgresAwayException away)
        {
            // Rows have other numbers here, so that nobody can go on from the one to the other.
            throw new ListAwayException($"{away.Message} Without 'after', what this gateway has of the list is shown.", away);
        }
    }
}
