using System.Buffers;

namespace FerroGate.Server.Ai.Bodies;

/// <summary>
/// A request body in pooled memory. The memory goes back when the request is over and nobody sends from it any more: an
/// answer may come before the provider has taken the whole request.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private readonly BodyMemory _memory;
    private readonly Lock _lock = new();
    private byte[]? _array;
    private int _users = 1;
    private bool _disposed;

    public RequestBody(BodyMemory memory, byte[] array, int length)
    {
        _memory = memory;
        _array = array;
        Length = length;
    }

    /// <summary>The body of a request that has none.</summary>
    public static RequestBody Empty { get; } = new(new BodyMemory(), [], 0);

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _array.AsMemory(0, Length);

    /// <summary>Keeps the memory until <see cref="Release"/>; <c>false</c> when it has gone back already.</summary>
    public bool TryUse()
    {
        lock (_lock)
        {
            if (_array is null)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        byte[]? freed = null;
        lock (_lock)
        {
            if (--_users == 0)
            {
                (freed, _array) = (_array, null);
            }
        }

        if (freed is not null)
        {
            _memory.Give(freed.Length);
            ArrayPool<byte>.Shared.Return(freed);
        }
    }

    /// <summary>The request is over.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Release();
        }
    }
}
