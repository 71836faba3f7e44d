using System.Text;

namespace FerroGate.Fuzz;

/// <summary>Makes new inputs of old ones.</summary>
internal sealed class Mutator(IFuzzTarget target, int seed)
{
    private const int LongestInput = 16 * 1024;
    private const int MostSurvivors = 512;

    private static readonly byte[] Odd = [0, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'\n', (byte)'\r', (byte)':', (byte)',', 0x7F, 0x80, 0xC0, 0xED, 0xEF, 0xFF];

    private readonly Random _random = new(seed);
    private readonly byte[][] _corpus = [.. target.Corpus.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _words = [.. target.Words.Select(Encoding.UTF8.GetBytes)];
    private readonly List<byte[]> _survivors = [];

    /// <summary>The next input and the seed that belongs to it.</summary>
    public (byte[] Input, int Seed) Next()
    {
        // Some begin from what earlier mutations made, so that changes pile up.
        var isSurvivor = _survivors.Count > 0 && _random.Next(3) == 0;
        var bytes = new List<byte>(isSurvivor ? _survivors[_random.Next(_survivors.Count)] : _corpus[_random.Next(_corpus.Length)]);
        for (var changes = 1 << _random.Next(5); changes > 0; changes--)
            Change(bytes);
        if (bytes.Count > LongestInput)
            bytes.RemoveRange(LongestInput, bytes.Count - LongestInput);
        byte[] input = [.. bytes];
        if (_random.Next(20) == 0)
            Keep(input);
        return (input, _random.Next());
    }

    private void Keep(byte[] input)
    {
        if (_survivors.Count < MostSurvivors)
            _survivors.Add(input);
        else
            _survivors[_random.Next(MostSurvivors)] = input;
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 1 << _random.Next(1, 8)), bytes.Count - at);
        switch (_random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Odd[_random.Next(Odd.Length)];
                break;
            case 2:
                bytes.Insert(at, Odd[_random.Next(Odd.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5 or 6:
                bytes.InsertRange(at, _words[_random.Next(_words.Length)]);
                break;
            case 7:
                var other = _corpus[_random.Next(_corpus.Length)];
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, _random.Next(other.Length - from + 1)));
                break;
            case 8:
                var piece = _words[_random.Next(_words.Length)];
                for (var times = _random.Next(1, 400); times > 0 && bytes.Count < LongestInput; times--)
                    bytes.InsertRange(at, piece);
                break;
            default:
                break;
        }
    }
}
