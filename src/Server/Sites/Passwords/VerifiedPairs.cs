using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Server.Sites.Passwords;

/// <summary>
/// Which passwords were right for which hashes, so that bcrypt's second of work is not done for each request. Only digests
/// under a key of this process are kept: memory gives nobody a password. The oldest pairs make room for new ones.
/// </summary>
internal sealed class VerifiedPairs(int capacity)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    public string DigestOf(PasswordHash hash, string password) =>
        Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{hash.Text}\0{password}")));

    public bool Contains(string digest)
    {
        lock (_lock)
        {
            return _known.Contains(digest);
        }
    }

    public void Add(string digest)
    {
        lock (_lock)
        {
            if (!_known.Add(digest))
                return;

            _order.Enqueue(digest);
            if (_order.Count > capacity)
                _known.Remove(_order.Dequeue());
        }
    }
}
