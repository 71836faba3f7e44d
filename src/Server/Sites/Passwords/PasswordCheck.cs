namespace FerroGate.Server.Sites.Passwords;

/// <summary>
/// Checks passwords against bcrypt hashes without giving strangers the processors: few checks run at a time, few more wait, and
/// what is beyond that is refused as busy at once. One of these serves all sites of the process.
/// </summary>
/// <param name="concurrent">How many checks run at a time.</param>
/// <param name="waiting">How many more may wait.</param>
/// <param name="remembered">How many right pairs are remembered.</param>
internal sealed class PasswordCheck(int concurrent = 2, int waiting = 64, int remembered = 1024) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrent, concurrent);
    private readonly VerifiedPairs _verified = new(remembered);
    private int _inside;

    public void Dispose() => _slots.Dispose();

    /// <summary>Checks a password.</summary>
    /// <param name="hash">
    /// The user's hash. For unknown users that of nobody, with the cost of the others, so that time does not tell who exists.
    /// </param>
    /// <param name="password">What the client sent.</param>
    /// <param name="cancellation">Ends the wait for a turn; what has begun is finished, for it cannot be stopped.</param>
    public async ValueTask<PasswordVerdict> VerifyAsync(PasswordHash hash, string password, CancellationToken cancellation)
    {
        var digest = _verified.DigestOf(hash, password);
        if (_verified.Contains(digest))
            return PasswordVerdict.Right;

        try
        {
            if (Interlocked.Increment(ref _inside) > concurrent + waiting)
                return PasswordVerdict.Busy;

            await _slots.WaitAsync(cancellation);
            try
            {
                return await ComputeAsync(hash, password, digest);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private async Task<PasswordVerdict> ComputeAsync(PasswordHash hash, string password, string digest)
    {
        // A browser sends many requests at once; the first of them has answered for those that waited.
        if (_verified.Contains(digest))
            return PasswordVerdict.Right;
        if (!await Task.Run(() => hash.IsOf(password), CancellationToken.None))
            return PasswordVerdict.Wrong;

        _verified.Add(digest);
        return PasswordVerdict.Right;
    }
}
