import Formatting

/// Days since 1970-01-01 and dates of the Gregorian calendar, carried on into the past.
public enum Calendar {
  /// The years 0 to 9999, which have four digits.
  static let days: ClosedRange<Double> = -719_528...2_932_896.999_99

  struct Date: Equatable {
    var year: Int
    var month: Int
    var day: Int
  }

  /// Howard Hinnant's `days_from_civil`: years begin in March, eras have 400 of them.
  static func day(of date: Date) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of `day(of:)`.
  static func date(of day: Int) -> Date {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return Date(
      year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month: month < 10 ? month + 3 : month - 9,
      day: dayOfYear - (153 * month + 2) / 5 + 1)
  }

  /// Days since 1970 of an ISO text: `2024`, `2024-03`, `2024-03-15`, `2024-03-15T06:30[:15]`, the time
  /// after a space too, and a `Z` at its end; `nil` when it is no such text.
  public static func days(_ text: String) -> Double? {
    let halves = text.split(separator: text.contains("T") ? "T" : " ", omittingEmptySubsequences: false)
    guard let first = halves.first, halves.count <= 2 else { return nil }
    let parts = first.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let numbers = parts.compactMap(digits)
    guard numbers.count == parts.count else { return nil }
    let date = Date(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : 1, day: numbers.count > 2 ? numbers[2] : 1)
    guard (1...12).contains(date.month), (1...31).contains(date.day),
      Self.date(of: day(of: date)) == date
    else { return nil }
    if halves.count == 1 { return Double(day(of: date)) }
    guard parts.count == 3, let time = fraction(halves[1]) else { return nil }
    return Double(day(of: date)) + time
  }

  /// The part of a day that has passed at `06:30:15`.
  private static func fraction(_ text: Substring) -> Double? {
    let time = text.hasSuffix("Z") ? text.dropLast() : text
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
      let hours = digits(parts[0]), let minutes = digits(parts[1]), hours < 24, minutes < 60
    else { return nil }
    var seconds = 0.0
    if parts.count == 3 {
      guard parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
        let value = Double(parts[2]), value < 60
      else { return nil }
      seconds = value
    }
    return (Double(hours * 60 + minutes) * 60 + seconds) / 86_400
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// `2024-03-15`, and the time when there is one; the number itself beyond the calendar.
  static func text(_ value: Double) -> String {
    guard days.contains(value) else { return Numbers.general(value, 6) }
    // Seconds first: half a second before midnight is the next day.
    let seconds = Int((value * 86_400).rounded())
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let date = date(of: day), rest = seconds - day * 86_400
    let text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    return rest == 0 ? text : "\(text) \(time(rest))"
  }

  /// `06:30`, with seconds only when there are some.
  static func time(_ seconds: Int) -> String {
    let text = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    return seconds % 60 == 0 ? text : "\(text):\(padded(seconds % 60, 2))"
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
